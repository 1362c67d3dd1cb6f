// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/run_control.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace stillhouse::store {

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of `bytes`.
std::uint32_t crc32c(std::string_view bytes);

/// One TFRecord: length (8 bytes, little endian), its masked CRC, the bytes, their masked CRC;
/// mask(c) = rotate right by 15 bits, plus 0xa282ead8.
std::string tfRecord(std::string_view bytes);

/// A TensorBoard event (protocol buffer tensorflow.Event) with one scalar, and the one that begins every file.
std::string scalarEvent(double time, std::int64_t step, std::string_view tag, float value);
std::string versionEvent(double time);

/// An observer that writes every metric of a run as a TensorBoard scalar: one event file in `folder`/LANE (`folder` itself for
/// metrics without lane), tags "STAGE/NAME" with the stage's place in its lane, steps as reported. Call it on one thread; files
/// are brought up to date once a second and when the last copy of the observer goes. Fails with Io when the folder cannot be
/// made; a disk that fills up later ends the curves and not the run.
Result<RunControl::Observer> tensorboardObserver(const std::string& folder);

} // namespace stillhouse::store
