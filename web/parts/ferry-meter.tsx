/** How much is left of what is agreed, with marks where something happens. What it says stands beside it in words. */
export function FerryMeter({
  label,
  share,
  marks,
  low,
}: {
  label: string
  /** From 0 to 1, as the marks. */
  share: number
  marks: readonly number[]
  low: boolean
}) {
  return (
    <svg
      className="ferry-meter"
      data-low={low || undefined}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <rect className="ferry-meter-all" width={WIDTH} height={HEIGHT} rx={4} />
      <rect className="ferry-meter-left" width={Math.round(share * WIDTH)} height={HEIGHT} rx={4} />
      {marks
        .filter((mark) => mark > 0)
        .map((mark) => (
          <rect
            key={mark}
            className="ferry-meter-mark"
            x={Math.round(mark * WIDTH) - 1}
            width={2}
            height={HEIGHT}
          />
        ))}
    </svg>
  )
}

const [WIDTH, HEIGHT] = [1000, 16]
