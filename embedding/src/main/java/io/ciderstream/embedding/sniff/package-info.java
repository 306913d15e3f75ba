/**
 * Recognises formats and reads headers before anything is decoded: {@link
 * io.ciderstream.embedding.sniff.PictureHeader#read} finds format, size and orientation, and names
 * formats and variants that are not decoded. Pure functions, any thread.
 *
 * <p>Rules: a variant that is not supported is an {@link
 * io.ciderstream.embedding.sniff.UnsupportedVariant} with its reason, never damage; the first EXIF
 * block counts; sizes are those of the stored picture, and only the orientation turns it. What
 * users may rely on is in {@code docs/reference/pictures.md}.
 */
package io.ciderstream.embedding.sniff;
