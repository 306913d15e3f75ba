/**
 * From the queries topic to the replies topic, at least once, each query answered as soon as its
 * search is done. Enter at {@link io.ciderstream.streams.searcher.SearcherRole}; one query's way is
 * {@link io.ciderstream.streams.searcher.QueryWork}, {@link
 * io.ciderstream.streams.searcher.QueryReader}, {@link
 * io.ciderstream.streams.searcher.QuestionAnswerer}, {@link
 * io.ciderstream.streams.searcher.ReplyWriter}. Each query has its own thread; calls to the index
 * run on bounded pools; all classes may be used by any number of threads.
 *
 * <p>No query delays another: what may take long (waiting for a position, a strong read, a fetch)
 * holds no thread that plain searches need, ends with the query's own time, and leaves the queue
 * then.
 */
package io.ciderstream.streams.searcher;
