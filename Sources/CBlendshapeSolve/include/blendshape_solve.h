#ifndef MIEN_BLENDSHAPE_SOLVE_H
#define MIEN_BLENDSHAPE_SOLVE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Box-constrained least squares over normal equations: the x in [lower, upper] that makes ½ xᵀ G x − bᵀ x least.
 *
 * Block principal pivoting (Júdice and Pires 1994) on Eigen's Cholesky: all variables on the wrong side change place at once,
 * one at a time where that would go round in circles. The last answer's set of free variables is the next one's first
 * guess, and its factor is kept, so that frame after frame of a movement costs little.
 */
typedef struct mien_box_solver mien_box_solver;

/* `gram`: count × count, symmetric; its diagonal must be positive. NULL where memory does not suffice. */
mien_box_solver *mien_box_solver_create(size_t count, const double *gram, const double *lower, const double *upper);

/*
 * Solves for `b`. Variables whose `pinned` is not 0 stay at their lower bound; NULL pins none.
 * 0: solved. 1: G is not positive definite, or b is not finite; x is then at the bound nearest 0. 2: memory does not suffice.
 */
int mien_box_solver_solve(mien_box_solver *solver, const double *b, const unsigned char *pinned, double *x);

void mien_box_solver_free(mien_box_solver *solver);

#ifdef __cplusplus
}
#endif

#endif
