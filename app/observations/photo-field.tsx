import { Camera } from 'lucide-react'
import { type ChangeEvent, useState } from 'react'
import { pictureTypes } from '#app/personas/picture.ts'
import { useField } from '#app/ui/form-context.ts'
import { FieldFrame } from '#app/ui/field-frame.tsx'

/** The longer side of a photo, in pixels, that still shows everything there is to see. */
const longSide = 1600

/** Opens the camera on a phone. A photo is made smaller before it is sent, which also leaves behind where it was taken. */
export function PhotoField({ label = 'Photo', hint }: { label?: string; hint?: string }) {
  const [{ says, problem }, setChosen] = useState<{ says: string; problem?: string }>({ says: '' })
  const { id, error, required, aria } = useField({ name: 'photo', label, hint, error: problem })
  async function made(event: ChangeEvent<HTMLInputElement>) {
    const input = event.currentTarget
    const file = input.files?.[0]
    const wrong = file && wrongAtOnce(file)
    setChosen({ says: wrong ?? (file ? 'Photo chosen' : ''), problem: wrong })
    if (!file || wrong) return
    const smaller = await shrunk(file)
    if (!smaller || input.files?.[0] !== file) return
    const list = new DataTransfer()
    list.items.add(smaller)
    input.files = list.files
  }
  return (
    <FieldFrame name="photo" label={label} hint={hint} id={id} problem={error} isRequired={required}>
      <span className="relative flex min-h-14 items-center gap-3 rounded-lg border border-dashed border-line-strong bg-raised px-4 py-2 text-ink-muted has-focus-visible:outline-2 has-focus-visible:outline-focus">
        <Camera aria-hidden className="size-5 shrink-0 text-accent" />
        <input
          {...aria}
          id={id}
          name="photo"
          type="file"
          accept={pictureTypes.join(',')}
          capture="environment"
          onChange={(event) => void made(event)}
          className="min-w-0 flex-1 text-sm file:me-3 file:min-h-9 file:cursor-pointer file:rounded-md file:border file:border-solid file:border-line-strong/50 file:bg-sunken file:px-3 file:text-sm file:font-medium file:text-ink"
        />
        <span role="status" className="sr-only">
          {says}
        </span>
      </span>
    </FieldFrame>
  )
}

/** What can be said of a file before it is sent; the server looks at its bytes. */
function wrongAtOnce(file: File): string | undefined {
  if (file.size === 0) return 'This file is empty. Choose another one.'
  if (file.type && !file.type.startsWith('image/')) return 'This is not a picture. Choose another file.'
}

/** The photo as a JPEG of at most `longSide`; null where the browser cannot, and it is sent as it is. */
async function shrunk(file: File): Promise<File | null> {
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, longSide / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    image.close()
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82))
    return blob && new File([blob], 'photo.jpg', { type: 'image/jpeg' })
  } catch {
    return null
  }
}
