import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** First byte of a sealed value, so that another way of sealing can follow. */
const sealVersion = 1;
/** AES-GCM as NIST SP 800-38D recommends it: a random 96-bit nonce and the full 128-bit tag. */
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

/**
 * Seals a value with AES-256-GCM: version, nonce, tag, ciphertext. `place` says where the value belongs; it is authenticated
 * and not stored, so that a value that was moved to another place does not open.
 */
export function seal(key: Uint8Array, place: Uint8Array, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(place);
  const encrypted = [cipher.update(plain), cipher.final()];
  return Buffer.concat([Buffer.of(sealVersion), nonce, cipher.getAuthTag(), ...encrypted]);
}

/** The value that was sealed; undefined where key, place or any bit of it is another. */
export function open(key: Uint8Array, place: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < headBytes || sealed[0] !== sealVersion) return undefined;
  const nonce = sealed.subarray(1, 1 + nonceBytes);
  const tag = sealed.subarray(1 + nonceBytes, headBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    .setAAD(place)
    .setAuthTag(tag);
  const plain = decipher.update(sealed.subarray(headBytes));
  try {
    // GCM is a stream cipher: the end holds no bytes of its own.
    decipher.final();
    return plain;
  } catch {
    // final() throws for one reason: the tag does not fit.
    return undefined;
  }
}
