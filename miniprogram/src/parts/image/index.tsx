import { Image } from '@tarojs/components'
import { absolute } from '../../api'

export interface PictureProps {
  src: string
  /** What it shows; empty where the words beside it say it. */
  alt: string
  className?: string
}

/** A photo that fills its frame. */
export function Picture({ src, alt, className = '' }: PictureProps) {
  return <Image className={`pic ${className}`} src={absolute(src)} mode="aspectFill" lazyLoad aria-label={alt} />
}
