/** A path inside this site: one leading slash, no scheme, backslash or control character; anything else gives `otherwise`. */
export function safePath(path: string | null | undefined, otherwise: string): string {
  return path && /^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/.test(path) && path.length <= 2000 ? path : otherwise
}
