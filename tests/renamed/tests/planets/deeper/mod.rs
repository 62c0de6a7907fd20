//! A module in a folder of its own.

pub mod api {
    //! Planets.
    renamed_client::graph_api!("planets.json");
}
