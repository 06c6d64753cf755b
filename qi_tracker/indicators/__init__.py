"""The library of ready indicators: pure data, one entry each. Texts are msgids, which the catalogues translate."""
