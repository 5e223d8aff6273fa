/** The headers every answer carries, so that a page runs our own scripts only and shows up in nobody else's frame. */

/** `dev` lets Vite's styles and its websocket through; nothing else differs. */
export function securityHeaders(
  nonce: string,
  { secure, dev }: { secure: boolean; dev: boolean },
): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(nonce, dev),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    ...(secure ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  }
}

// Radix and React set style attributes while a page is used, so those stay allowed; style and script elements need the nonce.
function contentPolicy(nonce: string, dev: boolean): string {
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}'`,
    dev ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    dev ? `connect-src 'self' ws: wss:` : `connect-src 'self'`,
    `frame-src 'none'`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `object-src 'none'`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
  ].join('; ')
}

/** A whole page for a refusal made before any page of ours could run: plain words and the request's id. */
export function plainPage(status: number, sentence: string, requestId: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${status}</title><main><h1>${escapeHtml(sentence)}</h1><p><a href="/">Go to the start page</a></p><p>Request ${escapeHtml(requestId)}</p></main></html>\n`
}

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
