import { View } from '@tarojs/components'
import { mini } from '#shared/locales/mini.ts'
import type { Pages } from '../use-pages'
import { Button } from './button'
import { Strip } from './states'

/** The way to the next page of a list, or what is said at its end. */
export function Older({ of, end }: { of: Pages<unknown>; end?: string }) {
  return (
    <>
      {of.refused && <Strip icon="info">{of.refused.detail}</Strip>}
      {of.hasOlder ? (
        <View className="older">
          <Button id="older" busy={of.busy && mini.loading} onTap={() => void of.readOlder()}>
            {mini.cases.older}
          </Button>
        </View>
      ) : (
        end && (
          <View className="older">
            <View className="hint">{end}</View>
          </View>
        )
      )}
    </>
  )
}
