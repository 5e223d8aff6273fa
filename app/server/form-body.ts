/** Reads the body of a posted form, once and within limits; whatever is wrong with it is the sender's fault: 400, 413 or 415. */
import { Readable } from 'node:stream'
import busboy from 'busboy'

export interface UploadedFile {
  /** The form field's name. */
  name: string
  /** The sender's name for the file, without any path. */
  filename: string
  contentType: string
  bytes: Buffer
}

export interface PostedForm {
  fields: Map<string, string[]>
  files: UploadedFile[]
}

export const bodyLimits = {
  fields: 2_000,
  /** Bytes of one field's value. */
  field: 1_000_000,
  /** Bytes of one field's name. */
  name: 200,
  files: 5,
  /** Bytes of all files together. */
  fileTotal: 10_000_000,
  urlencoded: 1_000_000,
  multipart: 12_000_000,
}

/** Throws a `Response` with a plain sentence when the body is malformed, too large or no form at all. */
export async function readForm(request: Request): Promise<PostedForm> {
  const type = request.headers.get('content-type') ?? ''
  const kind = type.split(';', 1)[0]?.trim().toLowerCase()
  if (kind === 'application/x-www-form-urlencoded') return readUrlencoded(request)
  if (kind === 'multipart/form-data') return readMultipart(request, type)
  throw refusal(415, 'Only forms are accepted here.')
}

const refusal = (status: 400 | 413 | 415, sentence: string) =>
  new Response(sentence, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
const malformed = () =>
  refusal(400, 'This form was sent in a way that cannot be read. Open the page again and send it anew.')
const withNul = () =>
  refusal(400, 'This form contains a character that cannot be kept. Remove it and send the form again.')
const tooMany = () => refusal(413, `This form has too many fields: at most ${bodyLimits.fields} are accepted.`)
const tooLong = () => refusal(413, 'This form is too large to be accepted.')

async function readUrlencoded(request: Request): Promise<PostedForm> {
  const text = utf8(await readBytes(request, bodyLimits.urlencoded))
  const pairs = text === '' ? [] : text.split('&', bodyLimits.fields + 1)
  if (pairs.length > bodyLimits.fields) throw tooMany()
  const form: PostedForm = { fields: new Map(), files: [] }
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (pair !== '')
      addField(form, decoded(at < 0 ? pair : pair.slice(0, at)), at < 0 ? '' : decoded(pair.slice(at + 1)))
  }
  return form
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw malformed()
  }
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw malformed()
  }
}

function addField(form: PostedForm, name: string, value: string) {
  if (name.includes('\0') || value.includes('\0')) throw withNul()
  if (Buffer.byteLength(name) > bodyLimits.name) throw malformed()
  const values = form.fields.get(name)
  if (values) values.push(value)
  else form.fields.set(name, [value])
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of cappedBody(request, limit)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The body's chunks as they come; a body that breaks off is malformed. */
async function* cappedBody(request: Request, limit: number): AsyncGenerator<Uint8Array> {
  if (!request.body) return
  const reader = request.body.getReader()
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => Promise.reject(malformed()))
      if (done) return
      size += value.byteLength
      if (size > limit) throw tooLong()
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

async function readMultipart(request: Request, contentType: string): Promise<PostedForm> {
  const parser = makeParser(contentType)
  const form: PostedForm = { fields: new Map(), files: [] }
  return new Promise((resolve, reject) => {
    const source = Readable.from(cappedBody(request, bodyLimits.multipart))
    let fileTotal = 0
    const fail = (problem: unknown) => {
      reject(problem instanceof Response ? problem : malformed())
      source.destroy()
      parser.destroy()
    }
    const attempt = (step: () => void) => {
      try {
        step()
      } catch (problem) {
        fail(problem)
      }
    }
    parser.on('field', (name, value, { valueTruncated }) =>
      attempt(() => {
        if (valueTruncated) throw tooLong()
        // The parser is told that bytes are latin1, which keeps them as they are, so that bad UTF-8 can be told from good.
        addField(form, utf8(Buffer.from(name ?? '', 'latin1')), utf8(Buffer.from(value, 'latin1')))
      }),
    )
    parser.on('file', (name, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = []
      stream.on('error', () => {})
      stream.on('data', (chunk: Buffer) => {
        fileTotal += chunk.length
        if (fileTotal > bodyLimits.fileTotal) fail(refusal(413, 'This file is too large: at most 10 MB are accepted.'))
        else chunks.push(chunk)
      })
      stream.on('end', () => attempt(() => addFile(form, name, filename, mimeType, Buffer.concat(chunks))))
    })
    parser.on('fieldsLimit', () => fail(tooMany()))
    parser.on('filesLimit', () => fail(refusal(413, `At most ${bodyLimits.files} files are accepted at once.`)))
    parser.on('partsLimit', () => fail(tooMany()))
    parser.on('error', fail)
    parser.on('close', () => resolve(form))
    source.on('error', fail)
    source.pipe(parser)
  })
}

function makeParser(contentType: string): busboy.Busboy {
  const { fields, field, files } = bodyLimits
  try {
    return busboy({
      headers: { 'content-type': contentType },
      limits: {
        fields,
        fieldSize: field + 1,
        files,
        fileSize: bodyLimits.fileTotal + 1,
        parts: fields + files + 1,
        headerPairs: 20,
      },
      defCharset: 'latin1',
      defParamCharset: 'latin1',
    })
  } catch {
    throw malformed()
  }
}

/** A file input left empty is sent as a nameless, empty file: it is nothing. */
function addFile(form: PostedForm, name: string, filename: string | undefined, contentType: string, bytes: Buffer) {
  if (!filename && bytes.length === 0) return
  const file = { name: utf8(Buffer.from(name ?? '', 'latin1')), filename: utf8(Buffer.from(filename ?? '', 'latin1')) }
  if (file.name.includes('\0') || file.filename.includes('\0')) throw withNul()
  form.files.push({ ...file, contentType, bytes })
}
