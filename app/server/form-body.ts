/**
 * Reads the body of a posted form, once and within limits; whatever is wrong with it is the sender's fault: 400, 413 or 415. Files go to
 * disk as they come.
 */
import { Readable } from 'node:stream'
import busboy from 'busboy'
import { type SpooledFile, giveRoomBack, spool, takeRoom } from './spool.ts'
import { besidesFiles, uploadCap } from './upload-caps.ts'

/** Lies on disk until the request ends; a command that needs it later copies it. */
export interface UploadedFile extends Omit<SpooledFile, 'drop'> {
  /** The form field's name. */
  name: string
  /** The sender's name for the file, without any path. */
  filename: string
  /** What the sender says it is. */
  contentType: string
}

export interface PostedForm {
  fields: Map<string, string[]>
  files: UploadedFile[]
  /** Removes the files; whoever reads a form calls it when its work ended, however it ended. */
  drop(): Promise<void>
}

export const bodyLimits = {
  fields: 2_000,
  /** Bytes of one field's value. */
  field: 1_000_000,
  /** Bytes of one field's name. */
  name: 200,
  files: 5,
  /** Bytes of all fields of a form with files. */
  fieldTotal: 2_000_000,
  urlencoded: 1_000_000,
}

/**
 * Throws a `Response` with a plain sentence when the body is malformed, too large or no form at all. `cap` is the number of bytes that
 * all files together may have: what the address allows, or nothing where no file is expected.
 */
export async function readForm(request: Request, cap = uploadCap(new URL(request.url).pathname)): Promise<PostedForm> {
  const type = request.headers.get('content-type') ?? ''
  const kind = type.split(';', 1)[0]?.trim().toLowerCase()
  if (kind === 'application/x-www-form-urlencoded') return readUrlencoded(request)
  if (kind === 'multipart/form-data') return readMultipart(request, type, cap)
  throw refusal(415, 'Only forms are accepted here.')
}

const refusal = (status: 400 | 413 | 415 | 503, sentence: string) =>
  new Response(sentence, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
const malformed = () =>
  refusal(400, 'This form was sent in a way that cannot be read. Open the page again and send it anew.')
const withNul = () =>
  refusal(400, 'This form contains a character that cannot be kept. Remove it and send the form again.')
const tooMany = () => refusal(413, `This form has too many fields: at most ${bodyLimits.fields} are accepted.`)
const tooManyBytes = (cap: number) =>
  refusal(
    413,
    cap ? `This file is too large: at most ${cap / 1_000_000} MB are accepted.` : 'No file is accepted here.',
  )
const noRoom = () => refusal(503, 'Too many large files are arriving right now. Please try again in a minute.')
const tooLong = () => refusal(413, 'This form is too large to be accepted.')

async function readUrlencoded(request: Request): Promise<PostedForm> {
  const text = utf8(await readBytes(request, bodyLimits.urlencoded))
  const pairs = text === '' ? [] : text.split('&', bodyLimits.fields + 1)
  if (pairs.length > bodyLimits.fields) throw tooMany()
  const form: PostedForm = { fields: new Map(), files: [], drop: async () => {} }
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (pair !== '')
      addField(form.fields, decoded(at < 0 ? pair : pair.slice(0, at)), at < 0 ? '' : decoded(pair.slice(at + 1)))
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

function addField(fields: PostedForm['fields'], name: string, value: string) {
  if (name.includes('\0') || value.includes('\0')) throw withNul()
  if (Buffer.byteLength(name) > bodyLimits.name) throw malformed()
  const values = fields.get(name)
  if (values) values.push(value)
  else fields.set(name, [value])
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

async function readMultipart(request: Request, contentType: string, cap: number): Promise<PostedForm> {
  const limit = cap + besidesFiles
  const room = Math.min(Number(request.headers.get('content-length') ?? limit), limit)
  if (!takeRoom(room)) throw noRoom()
  const arrived: SpooledFile[] = []
  const drop = async () => {
    giveRoomBack(room)
    await Promise.all(arrived.splice(0).map((file) => file.drop()))
  }
  try {
    return { ...(await parsedParts(cappedBody(request, limit), makeParser(contentType), cap, arrived)), drop }
  } catch (problem) {
    await drop()
    throw problem
  }
}

/** The fields, and the files once all of them lie on disk; every file that began to is in `arrived` in the end, also on failure. */
async function parsedParts(
  body: AsyncIterable<Uint8Array>,
  parser: busboy.Busboy,
  cap: number,
  arrived: SpooledFile[],
): Promise<Pick<PostedForm, 'fields' | 'files'>> {
  const fields: PostedForm['fields'] = new Map()
  const spooling: Promise<UploadedFile | null>[] = []
  const source = Readable.from(body, { highWaterMark: 1 }) // pieces, which are large enough by themselves
  let [fieldTotal, fileTotal] = [0, 0]
  const take = (length: number) => {
    fileTotal += length
    if (fileTotal > cap) throw tooManyBytes(cap)
  }
  const parsed = new Promise<void>((resolve, reject) => {
    const fail = (problem: unknown) => {
      reject(asRefusal(problem))
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
        fieldTotal += value.length
        if (valueTruncated || fieldTotal > bodyLimits.fieldTotal) throw tooLong()
        // The parser is told that bytes are latin1, which keeps them as they are, so that bad UTF-8 can be told from good.
        addField(fields, utf8(Buffer.from(name ?? '', 'latin1')), utf8(Buffer.from(value, 'latin1')))
      }),
    )
    parser.on('file', (name, stream, { filename, mimeType }) => {
      stream.on('error', () => {}) // also before it is read
      const file = spool(stream, take)
        .then((spooled) => {
          arrived.push(spooled)
          return uploaded(spooled, name, filename, mimeType)
        })
        .catch((problem: unknown) => {
          throw asRefusal(problem)
        })
      file.catch(fail)
      spooling.push(file)
    })
    parser.on('fieldsLimit', () => fail(tooMany()))
    parser.on('filesLimit', () => fail(refusal(413, `At most ${bodyLimits.files} files are accepted at once.`)))
    parser.on('partsLimit', () => fail(tooMany()))
    parser.on('error', fail)
    parser.on('close', () => resolve())
    source.on('error', fail)
    source.pipe(parser)
  })
  try {
    await parsed
    return { fields, files: (await Promise.all(spooling)).filter((file) => file !== null) }
  } finally {
    await Promise.allSettled(spooling) // what is still being written when the form has failed
  }
}

/** A disk that takes no more is not the sender's fault; everything else that is no refusal yet is a malformed body. */
function asRefusal(problem: unknown): Response {
  if (problem instanceof Response) return problem
  return /^(ENOSPC|EDQUOT|EMFILE|ENFILE)$/.test((problem as NodeJS.ErrnoException)?.code ?? '') ? noRoom() : malformed()
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
function uploaded(file: SpooledFile, name: string, filename: string | undefined, contentType: string) {
  if (!filename && file.size === 0) return null
  const named = { name: utf8(Buffer.from(name ?? '', 'latin1')), filename: utf8(Buffer.from(filename ?? '', 'latin1')) }
  if (named.name.includes('\0') || named.filename.includes('\0')) throw withNul()
  const { size, sha256, open, bytes } = file
  return { ...named, contentType, size, sha256, open, bytes }
}
