/**
 * The networks, defined once over {@link io.ciderstream.train.ops.Ops}: {@link
 * io.ciderstream.train.network.Backbone backbones} make feature maps of pictures, {@link
 * io.ciderstream.train.network.head.Head heads} make vectors of feature maps, and a {@link
 * io.ciderstream.train.ops.NeuralNetwork} puts them together and names its outputs. The network
 * that is trained is {@link io.ciderstream.train.network.CiderNetwork}, made of {@link
 * io.ciderstream.train.network.CiderOptions}; {@link io.ciderstream.train.network.InitialWeights}
 * says where it starts. All immutable, safe from any thread.
 */
package io.ciderstream.train.network;
