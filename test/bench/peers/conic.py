"""Semidefinite programmes: the peer, CSDP, is a program that the Node worker starts."""

contenders = {}
