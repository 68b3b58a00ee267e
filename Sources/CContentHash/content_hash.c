#include "content_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

mien_hasher *mien_hasher_create(void) {
  XXH3_state_t *state = XXH3_createState();
  if (state != NULL) XXH3_128bits_reset(state);
  return (mien_hasher *)state;
}

void mien_hasher_free(mien_hasher *hasher) { XXH3_freeState((XXH3_state_t *)hasher); }

void mien_hasher_add(mien_hasher *hasher, const void *bytes, size_t count) {
  if (count > 0) XXH3_128bits_update((XXH3_state_t *)hasher, bytes, count);
}

mien_content_hash mien_hasher_value(const mien_hasher *hasher) {
  const XXH128_hash_t hash = XXH3_128bits_digest((const XXH3_state_t *)hasher);
  return (mien_content_hash){.high = hash.high64, .low = hash.low64};
}
