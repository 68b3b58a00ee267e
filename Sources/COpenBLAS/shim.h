#ifndef MIEN_COPENBLAS_SHIM_H
#define MIEN_COPENBLAS_SHIM_H

#include <cblas.h>
#include <stdlib.h>

/* OpenBLAS's own dynamic dispatch, exported but not declared in its headers; weak, so that a build without it links. */
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

/*
 * Debian's OpenBLAS 0.3.21 knows no CPU newer than itself and gives such a one AVX2 kernels. Where the CPU has what the
 * AVX-512 kernels need, and nobody chose otherwise in the environment, its dispatch is run again with them.
 * Returns 1 if the kernels were exchanged. Call once, before any other call into the library.
 */
static inline int mien_openblas_prefer_avx512(void) {
#if defined(__x86_64__)
  if (getenv("OPENBLAS_CORETYPE") != NULL) return 0;
  if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit) return 0;
  if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512dq") ||
      !__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("avx512cd"))
    return 0;
  const char *core = openblas_get_corename();
  if (core && core[0] == 'S' && core[1] == 'k') return 0;
  setenv("OPENBLAS_CORETYPE", "SkylakeX", 1);
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
  unsetenv("OPENBLAS_CORETYPE");
  return 1;
#else
  return 0;
#endif
}

#endif
