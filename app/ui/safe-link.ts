/** Which addresses a link may lead to: places inside this site, so that no record can send people elsewhere. */

const unsafe = /[\\\u0000-\u0020\u007f]/

export function isSafePath(path: string): boolean {
  if (unsafe.test(path)) return false
  if (path.startsWith('#') || path.startsWith('?')) return true
  return path.startsWith('/') && !path.startsWith('//')
}

/** http or https, without a user name; anything else is shown as text. */
export function isSafeAddress(address: string): boolean {
  try {
    const url = new URL(address)
    return (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password
  } catch {
    return false
  }
}
