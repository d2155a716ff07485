#ifndef C_PLAN_GUARD_H
#define C_PLAN_GUARD_H

/// Limits how deep YAML may nest for every later parse in this process.
///
/// The parser's own limit of 1000 levels is too deep for it: it overflows a small stack, and takes time in proportion
/// to size times depth. Yams doesn't expose the setting of the libYAML that it brings.
void headway_yaml_limit_depth(int levels);

#endif
