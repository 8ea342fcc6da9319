/** The mark: a wave meeting a straight wall. Takes the colour of the text around it. */
export const Mark = ({ size = 24, title }: { size?: number; title?: string }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 16 16"
    role={title ? 'img' : undefined}
    aria-label={title}
    aria-hidden={title ? undefined : true}
  >
    <path
      fill="currentColor"
      fillRule="evenodd"
      d="M3 0h10a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3Zm8.5 2v12.5h2V2ZM1 11.5v2h1c4.6 0 7.75-3.6 7.75-9.5V3h-2v1c0 4.8-2.2 7.5-5.75 7.5Z"
    />
  </svg>
)
