import Type from 'typebox';

/** Bytes in a message: base64 in JSON, a bin value in MessagePack. */
export type Bytes = string | Uint8Array;

/** The keyword that validators know bytes by; in the OpenAPI document it stands beside what JSON has. */
export const bytesKeyword = 'x-bytes';

export const BytesSchema = (description: string) =>
  Type.Unsafe<Bytes>({
    [bytesKeyword]: true,
    contentEncoding: 'base64',
    description: `${description}; bin in MessagePack`,
  });

/** Standard or URL-safe base64, with or without its padding. */
const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

export function isBytes(value: unknown): value is Bytes {
  return value instanceof Uint8Array || (typeof value === 'string' && base64.test(value));
}

/** In memory of its own: in Node's pool of small buffers templates would outlive the request. */
export function toBytes(value: Bytes): Uint8Array {
  if (typeof value !== 'string') return value;
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(value, 'base64'));
  return bytes.subarray(0, bytes.write(value, 'base64'));
}
