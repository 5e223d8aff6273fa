// Forms of people who are not signed in: the same strict parsing, no organisation, no history.
import { type ActionFunctionArgs, data } from '@remix-run/node'
import type { z } from 'zod'
import { readForm } from '#app/server/form-body.ts'
import { type FormSchema, parseForm } from '#app/ui/schema.ts'
import { Refusal, databaseProblem } from './problems.ts'

/** Parses a stranger's form and runs the work; what is invalid or refused goes back with what was typed, save secrets. */
export async function strangerActing<S extends FormSchema>(
  args: ActionFunctionArgs,
  schema: S,
  work: (form: z.output<S>) => Promise<Response>,
) {
  const { fields, drop } = await readForm(args.request, 0)
  await drop() // nobody who is not signed in brings files
  const form = fields.get('_form')?.[0] ?? ''
  const parsed = parseForm(schema, fields)
  if (!parsed.ok) {
    const { errors, values } = parsed
    return data(
      { form, ok: false as const, status: 400, message: 'Please look at the marked fields.', errors, values },
      400,
    )
  }
  try {
    return await work(parsed.data as z.output<S>)
  } catch (error) {
    const problem = databaseProblem(error)
    if (!(problem instanceof Refusal)) throw problem
    const { status, message, errors } = problem
    return data({ form, ok: false as const, status, message, errors, values: typedOf(fields) }, status)
  }
}

const typedOf = (fields: Map<string, string[]>) =>
  Object.fromEntries(
    [...fields]
      .filter(([name]) => !name.startsWith('_') && !/password/i.test(name))
      .map(([name, [value]]) => [name, value ?? '']),
  )
