/**
 * Native libraries that several processes share. Enter at {@link
 * io.ciderstream.embedding.natives.NativeLibraries}: call it before the first use of a class of
 * OpenCV or libtorch. Any thread.
 */
package io.ciderstream.embedding.natives;
