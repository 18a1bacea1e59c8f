import { photoSizes, type PhotoView } from '#shared/photos.ts'

/** How wide each stored size really is: the sizes bound the longer edge, and nothing is enlarged. */
export function photoSet(photo: PhotoView): string {
  const longer = Math.max(photo.width, photo.height)
  const widths = (['small', 'medium', 'large'] as const).map((size) => ({
    url: photo[size],
    width: Math.round(photo.width * Math.min(1, photoSizes[size] / longer))
  }))
  return widths
    .filter((width, i) => width.width > (widths[i - 1]?.width ?? 0))
    .map((width) => `${width.url} ${width.width}w`)
    .join(', ')
}

interface PhotoProps {
  photo: PhotoView
  alt: string
  /** The `sizes` of HTML: how wide it will stand. */
  sizes: string
  /** The first picture of a page must not wait. */
  eager?: boolean
}

export function Photo({ photo, alt, sizes, eager = false }: PhotoProps) {
  return (
    <img
      className="photo"
      src={photo.medium}
      srcSet={photoSet(photo)}
      sizes={sizes}
      width={photo.width}
      height={photo.height}
      alt={alt}
      decoding="async"
      {...(!eager && { loading: 'lazy' as const })}
    />
  )
}
