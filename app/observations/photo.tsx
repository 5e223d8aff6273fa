import { paths } from '#app/paths.ts'

/** What was seen, as it was photographed; a click shows all of it. */
export function Photo({ org, pictureId, what }: { org: string; pictureId: string; what: string }) {
  const href = paths.picture(org, pictureId)
  return (
    <a href={href} className="block w-fit overflow-hidden rounded-lg border border-line">
      <img src={href} alt={`Photo: ${what}`} className="max-h-96 max-w-full bg-sunken object-contain" />
    </a>
  )
}
