import { Dialog } from '#app/ui/dialog.tsx'
import { Keys } from '#app/ui/palette.tsx'

const keys: readonly (readonly [keys: string, does: string])[] = [
  ['← →', 'To the step or phase before or behind'],
  ['↑ ↓', 'From a step to its phase, and back'],
  ['home end', 'To the first or last step'],
  ['enter', 'Edit name and description where they stand'],
  ['esc', 'Leave them as they were'],
  ['alt+← alt+→', 'Move it earlier or later, over the edge of a phase too'],
  ['n', 'New step behind this one'],
  ['shift+n', 'New phase behind this one'],
  ['delete', 'Remove it; it can be restored'],
  ['mod+z', 'Bring back what was removed last'],
  ['mod+c', 'Copy the step, or all steps of the phase'],
  ['mod+v', 'Put copied steps behind this one, in any map'],
  ['o', 'Open the page of the step'],
  ['?', 'These keys'],
]

export function EditKeys({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keys on the map"
      description="They work while a step or phase has the focus. Everything they do can also be done with the pointer."
    >
      <dl className="grid gap-2 text-sm">
        {keys.map(([pressed, does]) => (
          <div key={pressed} className="flex items-center justify-between gap-4">
            <dt>{does}</dt>
            <dd className="shrink-0">
              <Keys keys={pressed} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
