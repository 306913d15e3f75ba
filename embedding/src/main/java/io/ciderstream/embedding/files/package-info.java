/**
 * Finds the pictures of a folder and distinguishes them from other files: enter at {@link
 * io.ciderstream.embedding.files.PictureFiles}. Any thread.
 */
package io.ciderstream.embedding.files;
