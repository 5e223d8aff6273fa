/** The open dialog itself: loaded when the first dialog opens, since most visits open none. */
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { DialogProps } from './dialog.tsx'

export default function DialogPanel({ open, onOpenChange, title, description, children, wide }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-shade" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={`animate-appear fixed inset-x-0 bottom-0 z-50 mx-auto max-h-[92dvh] w-full overflow-y-auto rounded-t-xl border border-line bg-raised p-5 shadow-lift sm:top-[12vh] sm:bottom-auto sm:max-h-[80dvh] sm:rounded-xl sm:p-6 ${wide ? 'sm:max-w-2xl' : 'sm:max-w-md'}`}
        >
          <Radix.Title className="mb-2 pe-8 text-lg font-semibold">{title}</Radix.Title>
          {description && <Radix.Description className="mb-4 text-ink-muted">{description}</Radix.Description>}
          {children}
          <Radix.Close
            aria-label="Close"
            className="absolute end-3 top-3 inline-flex size-9 items-center justify-center rounded-md text-ink-muted hover:bg-sunken hover:text-ink pointer-coarse:size-11"
          >
            <X aria-hidden className="size-4" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
