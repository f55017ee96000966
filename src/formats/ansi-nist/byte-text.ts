/** Bytes as text of one character each (ISO 8859-1), so that nothing is lost whatever character set they are in. */
export function bytesAsText(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', start, end);
}

/** The bytes of such a text. Characters above 255, which none read from a file has, lose their upper bits. */
export function textAsBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The words of an item: UTF-8 where its bytes are that (ASCII is), else ISO 8859-1. */
export function textOf(item: string): string {
  try {
    return utf8.decode(textAsBytes(item));
  } catch {
    return item;
  }
}

/** An item that says these words, in UTF-8. */
export function itemFor(words: string): string {
  return bytesAsText(Buffer.from(words, 'utf8'));
}
