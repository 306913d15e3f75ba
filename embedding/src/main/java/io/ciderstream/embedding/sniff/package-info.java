/**
 * What a picture's bytes say about themselves before anything is decoded: {@link
 * io.ciderstream.embedding.sniff.PictureHeader#read} finds format and size and refuses what is no
 * whole picture. Pure functions, any thread.
 */
package io.ciderstream.embedding.sniff;
