import type { MonthInWords } from './months-table.tsx'

const [STEP, WIDTH, HEIGHT] = [40, 24, 96]

/** A bar for each month, the oldest to the left. The table under it says the same. */
export function MonthsBars({ months, label }: { months: readonly MonthInWords[]; label: string }) {
  return (
    <svg
      className="bars"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${months.length * STEP} ${HEIGHT + 24}`}
    >
      {months.toReversed().map(({ at, short, share, isShown }, i) => {
        // A month that cost something is never seen as one that cost nothing.
        const height = share === 0 ? 1 : Math.max(3, Math.round(share * HEIGHT))
        const x = i * STEP + (STEP - WIDTH) / 2
        return (
          <g key={at} className={isShown ? 'bar bar-shown' : 'bar'}>
            <rect x={x} y={HEIGHT - height} width={WIDTH} height={height} rx={2} />
            <text x={i * STEP + STEP / 2} y={HEIGHT + 18} textAnchor="middle">
              {short}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
