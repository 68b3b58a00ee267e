// XXH3 of 128 bits over bytes that come in pieces (xxHash, BSD-2-Clause), all of it inline: nothing is linked.
#ifndef MIEN_CONTENT_HASH_H
#define MIEN_CONTENT_HASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint64_t high;
  uint64_t low;
} mien_content_hash;

typedef struct mien_hasher mien_hasher;

// NULL where there is no memory.
mien_hasher *mien_hasher_create(void);
void mien_hasher_free(mien_hasher *hasher);
void mien_hasher_add(mien_hasher *hasher, const void *bytes, size_t count);
// Of all bytes so far; more may follow.
mien_content_hash mien_hasher_value(const mien_hasher *hasher);

#endif
