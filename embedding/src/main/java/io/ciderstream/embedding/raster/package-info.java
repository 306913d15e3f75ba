/**
 * Pixels of PNG, GIF, BMP and most TIFF files as 8-bit RGB on white, decoded in Java: {@link
 * io.ciderstream.embedding.raster.RasterDecoder} is the entry. All bit depths and all forms of
 * transparency are read, memory is three bytes a pixel regardless of the depth, and nothing is
 * printed. What is left to OpenCV is JPEG, WebP, and TIFF with JPEG or fax compression. Pure
 * functions, any thread.
 *
 * <p>Rule: a picture is decoded if all its pixels are there, even if what only ends the file is
 * missing; if pixels are missing, an {@link java.lang.IllegalArgumentException} says so.
 */
package io.ciderstream.embedding.raster;
