/** A page that is whole already goes to the wire as it is: through a Response's stream it would be copied several times. */
const key = Symbol.for('sirius.whole') // Remix's bundle and the server are two module graphs

/** A response for our own server only, whose body is `text`. */
export function wholeResponse(text: string, init: ResponseInit): Response {
  return Object.assign(new Response(null, init), { [key]: text })
}

/** The text of a response made by `wholeResponse`. */
export const wholeText = (response: Response): string | undefined =>
  (response as unknown as { [key: symbol]: string | undefined })[key]
