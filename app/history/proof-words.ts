// A hash as words that people can read to each other over the phone and print in a pack. Pure.

/** One word a byte, in the order of the bytes. The list is part of what was printed: words may never change or move. */
export const proofWords: readonly string[] = `
  acorn actor admiral almond amber anchor angel apple april arcade arrow atlas autumn badge bamboo banjo
  basket beacon beetle biscuit bishop blanket bonfire border bottle branch bridge bronze bubble bucket buffalo butter
  cabin cactus camera candle canyon captain carbon carpet castle cedar cello chapel cherry chimney circle citrus
  clover cobalt coffee comet copper coral cotton cousin cradle crystal cushion dagger daisy dancer decade denim
  desert dinner doctor dolphin domino donkey dragon drummer eagle easel echo elbow eleven emerald engine envelope
  falcon family feather ferry fiddle finger flamingo forest fossil fountain foxglove freezer friday galaxy garden garlic
  giraffe glacier goblet gondola granite gravel guitar gypsum hammer harbour harvest hazel helmet heron hockey honey
  horizon hotel hundred iceberg igloo indigo insect iron island ivory jacket jaguar jasmine jelly jersey jigsaw
  jungle juniper kayak kernel kettle kidney kingdom kitchen koala ladder lagoon lantern lavender lemon leopard library
  lilac lizard lobster lotus lunar magnet mango maple marble meadow melody mercury meteor million mirror monday
  mosaic muffin mustard napkin nebula needle nickel noble noodle notebook nutmeg oasis october olive onion orbit
  orchard otter oxygen oyster paddle palace panther paper parrot pebble pelican pepper piano pigeon pillow pirate
  planet plaza polar poncho potato prairie printer puzzle pyramid python quartz quiver rabbit radar raven ribbon
  river robin rocket rubber sailor salmon sandal sapphire satin scarlet seven shadow shelter signal silver snow
  sparrow spider squirrel stadium summer sunset tavern temple thunder tiger timber tomato topaz tractor trumpet tulip
  tunnel turtle umbrella vanilla velvet venus village violin volcano walnut whale window winter yellow zebra zipper
`
  .trim()
  .split(/\s+/)

const spoken = 8

/**
 * The first eight bytes of a hash (hex) as eight words: `acorn river …`. Enough to notice by ear that two hashes differ; the
 * proof is the whole hash.
 */
export function wordsOf(hash: string): string {
  const bytes = hash.slice(0, spoken * 2).match(/../g) ?? []
  return bytes.map((byte) => proofWords[parseInt(byte, 16)]).join(' ')
}
