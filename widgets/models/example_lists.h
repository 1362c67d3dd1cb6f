// SPDX-License-Identifier: GPL-3.0-or-later
// Where lists and counts of examples are made: a thread of its own with an ExampleIndex, so that neither a filter waits behind the texts of
// other rows nor these behind the index while it is read. UI thread.
#pragma once
#include "core/api/example_index.h"
#include "widgets/store_reader.h"

#include <QObject>
#include <memory>

namespace stillhouse::widgets {

class Session;

class ExampleLists : public QObject {
    Q_OBJECT
public:
    explicit ExampleLists(Session& session, QObject* parent = nullptr);
    ~ExampleLists() override;

    /// Runs `work` on the lists' thread and `done(result)` on the UI thread, unless `owner` is gone by then. With a tag, a newer job of the
    /// same owner and tag replaces an older queued one and its late answer.
    template <class T>
    void query(QObject* owner, const QString& tag, std::function<Result<T>(Store&, ExampleIndex&)> work, std::function<void(Result<T>)> done) {
        auto slot = std::make_shared<std::optional<Result<T>>>();
        enqueue(owner, tag, [work = std::move(work), slot](Store& store, ExampleIndex& index) { slot->emplace(work(store, index)); },
                [done = std::move(done), slot](const Error* error) {
                    if (error)
                        done(Result<T>(*error));
                    else
                        done(std::move(**slot));
                });
    }
    /// Reads this data set into memory, part by part between other jobs; nothing where it is there and up to date.
    void warm(std::int64_t dataset);

private:
    void enqueue(QObject* owner, const QString& tag, std::function<void(Store&, ExampleIndex&)> work, StoreReader::Done done);

    Session& session_;
    std::shared_ptr<ExampleIndex> index_;
    std::unique_ptr<StoreReader> reader_; ///< of the project that `path_` names
    std::string path_;
};

} // namespace stillhouse::widgets
