/** A refusal as programs read it (RFC 9457): the status, a sentence that says what to do, and the request's id. */

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  411: 'Length required',
  413: 'Content too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Unprocessable content',
  429: 'Too many requests',
  503: 'Service unavailable',
}

export const problemType = 'application/problem+json; charset=utf-8'

export const problemBody = (status: number, detail: string, request: string, members: object = {}) =>
  JSON.stringify({ title: titles[status] ?? 'Not done', status, detail, request, ...members }) + '\n'

export const problemResponse = (
  status: number,
  detail: string,
  request: string,
  { headers = {}, members = {} }: { headers?: Record<string, string>; members?: object } = {},
) =>
  new Response(problemBody(status, detail, request, members), {
    status,
    headers: { 'content-type': problemType, ...headers },
  })
