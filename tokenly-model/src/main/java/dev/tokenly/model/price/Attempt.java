package dev.tokenly.model.price;

/** One name a model was looked up under in one layer, by which rule, and whether the layer has it. */
public record Attempt(String layer, String rule, String name, boolean found) {}
