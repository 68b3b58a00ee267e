#ifndef MIEN_CEIGEN_SHIM_H
#define MIEN_CEIGEN_SHIM_H

/* Eigen is C++ templates: nothing for Swift to see. The target carries the include path to CBlendshapeSolve. */

#endif
