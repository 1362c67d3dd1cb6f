// SPDX-License-Identifier: GPL-3.0-or-later
// How long the program takes until its window can be used: `stillhouse --start-up`, for tests/ui/start_up_test.cpp.
#pragma once

namespace stillhouse::app {

class MainWindow;

/// Prints "window MS ms, pages N, LibTorch no" when the window has been painted and answers, "engine MS ms" when the engine is there, and
/// closes the window. Milliseconds count from the start of the process.
void reportStartUp(MainWindow& window);

} // namespace stillhouse::app
