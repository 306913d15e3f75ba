/**
 * Pictures as others see them: {@link io.ciderstream.tests.pictures.PillowIT} compares the decoder
 * with Pillow.
 */
package io.ciderstream.tests.pictures;
