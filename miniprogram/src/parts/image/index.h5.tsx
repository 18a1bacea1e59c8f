import { absolute } from '../../api'
import type { PictureProps } from './index'

export function Picture({ src, alt, className = '' }: PictureProps) {
  return <img className={`pic ${className}`} src={absolute(src)} alt={alt} loading="lazy" decoding="async" />
}
