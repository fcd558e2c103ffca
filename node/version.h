/*
 * version: what this program calls itself.
 */
#ifndef SANJI_NODE_VERSION_H
#define SANJI_NODE_VERSION_H

#define SANJI_VERSION "0.1.0"

#endif
