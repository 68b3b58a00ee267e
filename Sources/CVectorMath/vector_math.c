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
