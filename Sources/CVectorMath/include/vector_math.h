#ifndef MIEN_VECTOR_MATH_H
#define MIEN_VECTOR_MATH_H

#include <stddef.h>

/*
 * Elementwise functions over contiguous floats, compiled for several instruction sets; the CPU's best is chosen when the
 * program loads. Buffers need no alignment and may be empty.
 */

/* x / (1 + exp(-x)), in place. */
void mien_silu(float *values, size_t count);

/* exp(x - max) / sum, in place, for one row. */
void mien_softmax(float *row, size_t count);

/* out = (x - mean) / sqrt(variance + 1e-5) * scale + shift, for `rows` rows of `width`. */
void mien_layer_norm(const float *x, const float *scale, const float *shift, float *out, size_t rows, size_t width);

/* Each of `rows` rows of `width` gets `bias` added (when `accumulate`) or becomes it. */
void mien_set_bias(float *y, const float *bias, size_t rows, size_t width, int accumulate);

/* IEEE 754 binary16, little-endian and unaligned, to binary32, exact. */
void mien_half_to_float(const void *halves, float *out, size_t count);

/* 1 where no value is infinite or NaN. */
int mien_all_finite(const float *values, size_t count);

/* A 64-bit hash of bytes, eight at a time: tells files apart, nothing secret. */
unsigned long long mien_hash(const void *bytes, size_t count);

/* Products of `count` values with themselves shifted by first_lag … first_lag + MIEN_LAGS - 1, and the energies of the
   shifted ones: reads count + first_lag + MIEN_LAGS - 1 values. */
enum { MIEN_LAGS = 64 };
void mien_correlate_lags(const float *window, size_t count, size_t first_lag, float *products, float *energies);

/* Tells malloc to keep what is freed for the next large block; where it cannot, does nothing. */
void mien_keep_memory(void);

#endif
