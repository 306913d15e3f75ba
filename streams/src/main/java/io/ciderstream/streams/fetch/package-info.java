/**
 * Pictures by uri: {@link io.ciderstream.streams.fetch.PictureFetcher}. As uris come from
 * strangers, only hosts of an allow-list are ever connected to. Calls block; any thread may call.
 */
package io.ciderstream.streams.fetch;
