#include <malloc.h>
#include "vector_math.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) && defined(__linux__)
#define MULTIVERSIONED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define MULTIVERSIONED
#endif

/* Lets sums be split over lanes; nothing here depends on their order beyond rounding. */
#pragma clang fp reassociate(on) contract(fast)

/* exp(x), x clamped to -87...88: 2^n * p(r), degree-6 polynomial (Cephes expf), relative error below 2e-7. */
static inline __attribute__((always_inline)) float exponential(float x) {
#pragma clang fp reassociate(off)
  x = x < -87.0f ? -87.0f : (x > 88.0f ? 88.0f : x);
  float shifted = x * 1.442695041f + 12582912.0f; /* 1.5 * 2^23: rounds to the nearest integer */
  float n = shifted - 12582912.0f;
  float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  uint32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  bits = (bits + 127u) << 23;
  float scale;
  memcpy(&scale, &bits, sizeof scale);
  return p * scale;
}

MULTIVERSIONED void mien_silu(float *values, size_t count) {
  for (size_t i = 0; i < count; i++) values[i] = values[i] / (1.0f + exponential(-values[i]));
}

MULTIVERSIONED void mien_softmax(float *row, size_t count) {
  float greatest = -INFINITY;
  for (size_t i = 0; i < count; i++) greatest = row[i] > greatest ? row[i] : greatest;
  float sum = 0;
  for (size_t i = 0; i < count; i++) {
    row[i] = exponential(row[i] - greatest);
    sum += row[i];
  }
  float factor = 1.0f / sum;
  for (size_t i = 0; i < count; i++) row[i] *= factor;
}

MULTIVERSIONED void mien_layer_norm(
    const float *x, const float *scale, const float *shift, float *out, size_t rows, size_t width) {
  for (size_t row = 0; row < rows; row++, x += width, out += width) {
    float sum = 0;
    for (size_t i = 0; i < width; i++) sum += x[i];
    float mean = sum / (float)width;
    float squares = 0;
    for (size_t i = 0; i < width; i++) squares += (x[i] - mean) * (x[i] - mean);
    float factor = 1.0f / sqrtf(squares / (float)width + 1e-5f);
    for (size_t i = 0; i < width; i++) out[i] = (x[i] - mean) * factor * scale[i] + shift[i];
  }
}

MULTIVERSIONED void mien_set_bias(float *y, const float *bias, size_t rows, size_t width, int accumulate) {
  for (size_t row = 0; row < rows; row++, y += width) {
    if (accumulate)
      for (size_t i = 0; i < width; i++) y[i] += bias[i];
    else
      memcpy(y, bias, width * sizeof *y);
  }
}

MULTIVERSIONED void mien_half_to_float(const void *halves, float *out, size_t count) {
  const unsigned char *bytes = halves;
  for (size_t i = 0; i < count; i++) {
    uint32_t half = (uint32_t)bytes[2 * i] | (uint32_t)bytes[2 * i + 1] << 8;
    uint32_t sign = (half & 0x8000u) << 16;
    uint32_t magnitude = half & 0x7FFFu;
    /* Subnormals through a product with 2^-24; the rest by moving the exponent's bias; infinities and NaN keep theirs. */
    float subnormal = (float)magnitude * 5.9604644775390625e-8f;
    uint32_t subnormal_bits;
    memcpy(&subnormal_bits, &subnormal, sizeof subnormal_bits);
    uint32_t normal = (magnitude << 13) + (magnitude >= 0x7C00u ? 0x70000000u : 0x38000000u);
    uint32_t bits = (magnitude < 0x0400u ? subnormal_bits : normal) | sign;
    memcpy(out + i, &bits, sizeof bits);
  }
}

MULTIVERSIONED int mien_all_finite(const float *values, size_t count) {
  uint32_t bad = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, values + i, sizeof bits);
    bad |= (bits & 0x7F800000u) == 0x7F800000u;
  }
  return bad == 0;
}

unsigned long long mien_hash(const void *data, size_t count) {
  const unsigned char *bytes = data;
  uint64_t state = 0xcbf29ce484222325u ^ count;
  for (; count >= 8; count -= 8, bytes += 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    state = (state ^ word) * 0x9E3779B97F4A7C15u;
    state ^= state >> 32;
  }
  for (; count > 0; count--, bytes++) state = (state ^ *bytes) * 0x100000001b3u;
  return state;
}

/* Lanes are lags; a fixed count of them lets the compiler keep all sums in registers. */
MULTIVERSIONED void mien_correlate_lags(const float *window, size_t count, size_t first_lag, float *products,
                                        float *energies) {
  float product[MIEN_LAGS] = {0}, energy[MIEN_LAGS] = {0};
  for (size_t i = 0; i < count; i++) {
    const float *shifted = window + first_lag + i;
    float value = window[i];
    for (size_t lag = 0; lag < MIEN_LAGS; lag++) {
      product[lag] += value * shifted[lag];
      energy[lag] += shifted[lag] * shifted[lag];
    }
  }
  memcpy(products, product, sizeof product);
  memcpy(energies, energy, sizeof energy);
}

void mien_keep_memory(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 28);
  mallopt(M_TRIM_THRESHOLD, 1 << 28);
#endif
}
