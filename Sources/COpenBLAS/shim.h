#ifndef MIEN_COPENBLAS_SHIM_H
#define MIEN_COPENBLAS_SHIM_H

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

/*
 * OpenBLAS reads its settings once, while it is loaded. It is therefore opened by hand, after they are set:
 *  - one thread: lines run in parallel, not products of matrices; and no pool of threads that spins at the start;
 *  - AVX-512 kernels where the CPU has what they need: Debian's 0.3.21 knows no CPU newer than itself and would give it
 *    AVX2 kernels, at half the speed. OPENBLAS_CORETYPE, which people set for other programs, does not decide here;
 *    MIEN_OPENBLAS_CORETYPE does.
 * The environment is put back as it was.
 */

enum { MIEN_ROW_MAJOR = 101, MIEN_NO_TRANSPOSE = 111, MIEN_TRANSPOSE = 112 };

typedef void (*mien_sgemm)(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha, const float *a,
                           int lda, const float *b, int ldb, float beta, float *c, int ldc);
typedef void (*mien_dgemm)(int order, int transpose_a, int transpose_b, int m, int n, int k, double alpha,
                           const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc);

/* The products of libopenblas.so.0; NULL where the library is missing. */
typedef struct {
  mien_sgemm single_product;
  mien_dgemm double_product;
} mien_openblas;

static inline int mien_cpu_suits_skylakex(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd");
#else
  return 0;
#endif
}

static inline void mien_restore(const char *name, char *value) {
  if (value) setenv(name, value, 1);
  else unsetenv(name);
  free(value);
}

static inline char *mien_copy_of(const char *name) {
  const char *value = getenv(name);
  return value ? strdup(value) : NULL;
}

/* Call once, before threads read the environment. */
static inline mien_openblas mien_openblas_open(void) {
  char *threads = mien_copy_of("OPENBLAS_NUM_THREADS"), *core = mien_copy_of("OPENBLAS_CORETYPE");
  const char *chosen = getenv("MIEN_OPENBLAS_CORETYPE");
  if (!threads) setenv("OPENBLAS_NUM_THREADS", "1", 1);
  if (chosen) setenv("OPENBLAS_CORETYPE", chosen, 1);
  else if (mien_cpu_suits_skylakex()) setenv("OPENBLAS_CORETYPE", "SkylakeX", 1);
  void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  mien_restore("OPENBLAS_NUM_THREADS", threads);
  mien_restore("OPENBLAS_CORETYPE", core);
  mien_openblas found = {NULL, NULL};
  if (library) {
    found.single_product = (mien_sgemm)dlsym(library, "cblas_sgemm");
    found.double_product = (mien_dgemm)dlsym(library, "cblas_dgemm");
  }
  return found;
}

#endif
