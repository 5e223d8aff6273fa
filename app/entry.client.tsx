import { RemixBrowser } from '@remix-run/react'
import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'

// Dialogs lock the page's scrolling with a style element, which the content security policy lets pass only with the nonce.
Object.assign(globalThis, { __webpack_nonce__: document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce })

/**
 * Remix throws a promise while it decodes the loaders' data. If a key is pressed just then, React 18 fails with "Root did not
 * complete", so the data is decoded before React starts.
 */
async function dataDecoded() {
  try {
    RemixBrowser({})
  } catch (decoding) {
    await decoding
  }
}

void dataDecoded().then(() => startTransition(() => void hydrateRoot(document, <RemixBrowser />)))
