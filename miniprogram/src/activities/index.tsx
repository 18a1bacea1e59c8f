import { ActivityList } from './list'

/** The address that the list had before it was a tab; codes and messages lead here. */
export default function Activities() {
  return <ActivityList />
}
