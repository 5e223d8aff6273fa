/** Sends tags from the keyboard: one after another, without leaving the page, each with a key of its own so that none is done twice. */

type Fields = Record<string, string | readonly string[]>

export function sendTags(formKey: string) {
  let sent = 0
  let waiting = 0
  let before: Promise<unknown> = Promise.resolve()
  /** Null once it is stored, or what to tell. */
  const send = (path: string, fields: Fields): Promise<string | null> => {
    const body = new URLSearchParams({ _form: 'tagging', _key: `${formKey}.${++sent}`, quiet: 'on' })
    for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) body.append(name, value)
    waiting++
    const answer = before.then(() => post(path, body)).finally(() => waiting--)
    before = answer
    return answer
  }
  /** `waiting`: how many are on their way; whoever leaves the page then loses those that were not sent yet. */
  return { send, waiting: () => waiting }
}

async function post(path: string, body: URLSearchParams): Promise<string | null> {
  try {
    const response = await fetch(path, { method: 'POST', body, redirect: 'manual', keepalive: true })
    // What is done leads elsewhere, and there is no need to go.
    if (response.type === 'opaqueredirect') return null
    return response.status === 403
      ? 'You may not tag responses.'
      : 'This could not be stored. Reload the page and try again.'
  } catch {
    return 'The server cannot be reached. Nothing was stored; try again.'
  }
}
