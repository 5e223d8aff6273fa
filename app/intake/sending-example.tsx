/** What a program sends, with the questions of this very post. */
export function SendingExample({ address, answers }: { address: string; answers: Record<string, string | number> }) {
  const body = JSON.stringify(
    { responses: [{ id: 'order-10482', answered_at: '2026-01-31T09:30:00Z', answers, language: 'en' }] },
    null,
    2,
  )
  return (
    <pre
      tabIndex={0}
      aria-label="Example of a request"
      className="overflow-x-auto rounded-lg border border-line bg-sunken p-4 font-mono text-sm"
    >
      {`curl ${address} \\
  -H "Authorization: Bearer $SIRIUS_TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -d '${body.replaceAll("'", '’')}'`}
    </pre>
  )
}
