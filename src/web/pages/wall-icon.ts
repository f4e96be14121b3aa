import { html } from 'htm/preact'

/** Shapes that differ without their colour, drawn on a grid of 16. */
const SHAPES = {
  talking: 'M2 3h12v8H7l-3 3v-3H2z',
  available: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11zm0 2.6a2.9 2.9 0 1 0 0 5.8a2.9 2.9 0 1 0 0-5.8z',
  ringing:
    'M8 1.5c2.8 0 4.2 2 4.2 4.6c0 3 1 3.700 1.800 4.900H2c.800-1.200 1.800-1.900 1.800-4.900C3.800 3.500 5.200 1.500 8 1.500zM6.300 12.200h3.400c0 1-.700 1.800-1.700 1.800s-1.700-.800-1.700-1.800z',
  'wrap-up': 'M2 11.300L10.500 2.800l2.700 2.700L4.700 14H2z',
  reserved: 'M8 1.500L14.500 8L8 14.500L1.500 8z',
  away: 'M2.500 6.800h11v2.400h-11z',
  callback: 'M6 2L2 6l4 4V7.400h3.500a2 2 0 0 1 0 4.100H6V14h3.500a4.500 4.500 0 0 0 0-9.100H6z',
  star: 'M8 1.300l2 4.400l4.800.5l-3.600 3.200l1 4.800L8 11.800l-4.200 2.400l1-4.800L1.200 6.200L6 5.700z',
  arrived: 'M8 2l5 5h-3.300v7H6.300V7H3z',
  queued: 'M2 3h12v2H2zm0 4h12v2H2zm0 4h12v2H2z',
  told: 'M2 6h3l4-3.500v11L5 10H2zm9-1.500c2 1.500 2 5.500 0 7z',
  abandoned:
    'M3.600 2L8 6.400L12.400 2L14 3.600L9.600 8l4.400 4.400l-1.600 1.600L8 9.600L3.600 14L2 12.400L6.400 8L2 3.600z',
  met: 'M6.300 13L1.500 8.200l1.700-1.700l3.100 3.100l6.500-6.500l1.700 1.700z',
  missed: 'M8 13.500L1.500 3.500h13z',
} as const

export type Shape = keyof typeof SHAPES

export function Icon({ shape }: { shape: Shape }) {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${SHAPES[shape]} fill-rule="evenodd" /></svg>`
}
