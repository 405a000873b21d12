const PIECE = 8192;

/** Base64 of bytes, or of a text in UTF-8, without Node's Buffer. */
export function base64(content: Uint8Array | string): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  let binary = '';
  // In pieces, because the number of arguments of a call is limited.
  for (let k = 0; k < bytes.length; k += PIECE) {
    binary += String.fromCharCode(...bytes.subarray(k, k + PIECE));
  }
  return btoa(binary);
}

/** A `data:` address that carries the content itself. */
export function dataAddress(mediaType: string, content: Uint8Array | string): string {
  return `data:${mediaType};base64,${base64(content)}`;
}
