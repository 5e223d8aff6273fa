/** Puts a panel under (or over) what opened it, inside the window and in front of everything, where the browser can. */

const margin = 8

export function place(panel: HTMLElement, anchor: HTMLElement, align: 'start' | 'end') {
  if (typeof panel.showPopover !== 'function') return
  if (!panel.hasAttribute('popover')) panel.setAttribute('popover', 'manual')
  if (!panel.matches(':popover-open')) panel.showPopover()
  const at = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = panel
  const rightToLeft = getComputedStyle(anchor).direction === 'rtl'
  const fromRight = (align === 'end') !== rightToLeft
  const left = fromRight ? at.right - width : at.left
  const below = at.bottom + 4
  const fitsBelow = below + height <= window.innerHeight - margin
  const top = fitsBelow || at.top - height - 4 < margin ? below : at.top - height - 4
  panel.style.position = 'fixed'
  panel.style.marginTop = '0'
  panel.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`
  panel.style.top = `${top}px`
}
